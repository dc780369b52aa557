export function openPanel(): void {}
