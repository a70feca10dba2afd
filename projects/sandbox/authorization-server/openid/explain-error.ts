import { errors, type ErrorOut } from 'oidc-provider';
import {
  APP_UNKNOWN,
  PAGE_USED,
  REDIRECT_URI_UNKNOWN,
  REQUEST_WRONG,
  SERVER_FAULT,
  type ErrorExplanation,
} from '../pages/error-explanations.ts';

/** Puts a failure of oidc-provider in plain words. */
export function explainError(details: ErrorOut, error: Error): ErrorExplanation {
  if (error instanceof errors.SessionNotFound) return PAGE_USED;
  if (error instanceof errors.InvalidRedirectUri) return { ...REDIRECT_URI_UNKNOWN, details };
  if (details.error === 'invalid_client') return { ...APP_UNKNOWN, details };
  if (details.error === 'server_error') return { ...SERVER_FAULT, details };
  return { ...REQUEST_WRONG, details };
}
