/** The shortest password accepted, in characters (ASVS 5.0, 6.2.1 asks for at least 8). */
export const MIN_PASSWORD_CHARACTERS = 10
