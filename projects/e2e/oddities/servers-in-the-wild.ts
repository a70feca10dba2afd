import { ODD_ANSWERS } from './odd-answers.ts';
import { ODD_TOKENS_AND_ENDPOINTS } from './odd-tokens-and-endpoints.ts';
import type { Oddity } from './oddity.ts';

/** What servers in the wild were seen to do, by number, each with what becomes of it. */
export const SERVERS_IN_THE_WILD: readonly Oddity[] = [...ODD_ANSWERS, ...ODD_TOKENS_AND_ENDPOINTS];
