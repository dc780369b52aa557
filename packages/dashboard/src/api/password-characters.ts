/** Characters of a password, as the server asks for them. */
export const passwordCharacters = { least: 12, most: 256 };
