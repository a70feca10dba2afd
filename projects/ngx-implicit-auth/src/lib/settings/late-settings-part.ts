import { Location, PlatformLocation } from '@angular/common';
import { ApplicationRef, DestroyRef, ErrorHandler, type Injector } from '@angular/core';
import { Router } from '@angular/router';
import { AuthError } from '../protocol/auth-error';
import type { AuthConfig } from './auth-config';
import { fillSettings, type AuthSettings } from './auth-settings';

/** The key of a pending record, whichever server it is for; it ends with the `state`. */
const PENDING_KEY = /^ngx-implicit-auth .* sign-in (.+)$/;

/** By which a response is unmistakable, wherever it comes to. */
const TOKENS = ['access_token', 'id_token'];

/**
 * Fills in the settings when the configuration has come. Until then, it keeps out of the address bar what carries a token, or
 * a `state` that this tab waits for. Loaded in apps whose configuration comes at run time, later than they start.
 *
 * @param tabStorage - opens the tab's own storage, where pending records are
 * @param renewal - tells whether this app has been loaded into the frame of a renewal: the page around it deals with the
 * answer then, and this one stands still
 * @returns the address of a response that has been taken out, for `captureResponse` to judge; it may be for another server
 * @throws AuthError `config_unavailable`
 */
export async function lateSettingsPart(
  settings: AuthSettings,
  configuration: Promise<AuthConfig>,
  injector: Injector,
  tabStorage: () => Storage,
  renewal?: { readonly isInFrame: boolean },
): Promise<string | undefined> {
  if (renewal?.isInFrame) return new Promise(() => {});
  let address: string | undefined;
  let isGone = true as boolean;
  try {
    // An injector that was destroyed while this was loaded throws.
    injector.get(DestroyRef).onDestroy(() => (isGone = true));
    isGone = false;
    address = setResponseAside(injector.get(PlatformLocation), tabStorage);
    if (address !== undefined) leaveAddress(injector);
    const come: Partial<AuthConfig> = await configuration;
    if ((come.issuer ?? null) === null) throw new TypeError('What has come has no issuer, so it is no configuration.');
    fillSettings(settings, come);
  } catch (cause) {
    throw unavailable(cause);
  } finally {
    // In an app that has been destroyed by now, nothing goes on.
    if (isGone) await new Promise(() => {});
  }
  return address;
}

function unavailable(cause: unknown): AuthError {
  return new AuthError(
    'config_unavailable',
    'The configuration of this app has not come: what was given to provideAuth() or AuthModule.forRoot() to get it has ' +
      'failed; see the cause. Look whether the file is there, and is JSON. Signing in opens the page anew, and tries again.',
    { cause },
  );
}

/** Takes a response out of the address bar, with all that is beside it. Answers the address that had it. */
function setResponseAside(location: PlatformLocation, tabStorage: () => Storage): string | undefined {
  const { href } = location;
  const url = new URL(href);
  const parameters = new URLSearchParams(`${url.search}&${url.hash}`.replace(/[?#]\/?/g, ''));
  if (!TOKENS.some((name) => parameters.has(name)) && !isAwaited(parameters.getAll('state'), tabStorage))
    return undefined;
  url.search = url.hash = '';
  location.replaceState(location.getState(), '', url.href);
  return href;
}

/**
 * Sends the router to the URL without the response: in a route, this runs while it navigates to the one with it, and would
 * put that back.
 */
function leaveAddress(injector: Injector): void {
  if (injector === injector.get(ApplicationRef).injector) return;
  injector
    .get(Router)
    .navigateByUrl(injector.get(Location).path(true), { replaceUrl: true })
    .catch((thrown: unknown) => {
      injector.get(ErrorHandler).handleError(thrown);
    });
}

/** Whether a pending record has one of these states. */
function isAwaited(states: readonly string[], tabStorage: () => Storage): boolean {
  try {
    return Object.keys(tabStorage()).some((key) =>
      states.some((state) => state && state === PENDING_KEY.exec(key)?.[1]),
    );
  } catch {
    // The browser denies the storage, so nothing waits in it.
    return false;
  }
}
