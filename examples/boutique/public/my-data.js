/* What was erased stays erased: the banner, which remembers a yes, says no, as a visitor would. */
document.addEventListener('sillage-erased', () => window.tarteaucitron.userInterface.respondAll(false));
