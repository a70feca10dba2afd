import type { AuthLanguage } from '../settings/auth-texts';

/** English, in which the library speaks unless {@link withTexts} tells it otherwise. */
export const english: AuthLanguage = () => import('./english-texts').then(({ ENGLISH }) => ENGLISH);

/**
 * German, in which people are addressed by „Sie“.
 *
 * @example
 * ```ts
 * provideAuth(config, withTexts(german))
 * ```
 */
export const german: AuthLanguage = () => import('./german-texts').then(({ GERMAN }) => GERMAN);

/** French, in which people are addressed by « vous ». */
export const french: AuthLanguage = () => import('./french-texts').then(({ FRENCH }) => FRENCH);

/** Spanish, in which people are addressed by «usted». */
export const spanish: AuthLanguage = () => import('./spanish-texts').then(({ SPANISH }) => SPANISH);
