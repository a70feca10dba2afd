import type { AuthTexts } from '../settings/auth-texts';

const CLOCK = 'Die Uhr dieses Geräts geht offenbar falsch. Stellen Sie sie richtig und versuchen Sie es noch einmal.';
const ONCE_MORE =
  'Diese Anmeldung wurde schon verwendet oder nicht in diesem Tab begonnen. Versuchen Sie es noch einmal.';
const AUTHENTICATE =
  'Für diese Seite müssen Sie sich erneut oder auf sicherere Weise anmelden. Versuchen Sie es noch einmal.';

export const GERMAN: AuthTexts = {
  lang: 'de',
  signingIn: 'Anmeldung läuft\u00a0…',
  oneMoment: 'Einen Moment, bitte.',
  signedIn: 'Angemeldet',
  nothingToDo: 'Auf dieser Seite ist nichts mehr zu tun.',
  notSignedIn: 'Nicht angemeldet',
  signIn: 'Anmelden',
  failed: 'Anmeldung fehlgeschlagen',
  retry: 'Noch einmal versuchen',
  home: 'Zur Startseite',
  close: 'Schließen',
  incomplete: 'Die Anwendung ist unvollständig. Laden Sie die Seite neu.',
  errors: {
    access_denied:
      'Der Zugriff wurde verweigert. Versuchen Sie es noch einmal oder bitten Sie den Betreiber dieser Anwendung um Zugriff.',
    acr_mismatch: AUTHENTICATE,
    auth_time_too_old: AUTHENTICATE,
    authorization_failed:
      'Der Anmeldedienst meldet einen Fehler. Versuchen Sie es noch einmal oder sagen Sie dem Betreiber dieser Anwendung Bescheid.',
    config_unavailable:
      'Diese Anwendung konnte nicht eingerichtet werden. Prüfen Sie Ihre Verbindung und versuchen Sie es gleich noch einmal.',
    id_token_expired: CLOCK,
    id_token_not_yet_valid: CLOCK,
    id_token_too_old: CLOCK,
    interaction_required: 'Der Anmeldedienst muss Sie erst etwas fragen. Versuchen Sie es noch einmal.',
    login_request_refused:
      'Mit dem Link, der hierher geführt hat, kann sich niemand anmelden. Versuchen Sie es von hier aus noch einmal.',
    module_unavailable:
      'Ein Teil dieser Anwendung konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.',
    other_person: 'Inzwischen hat sich jemand anderes angemeldet. Melden Sie sich noch einmal an.',
    redirect_loop:
      'Sie wurden dreimal hintereinander angemeldet, ohne dass die Anmeldung hielt. Warten Sie eine Minute und versuchen Sie es dann noch einmal.',
    response_missing: 'Hier wartet keine Anmeldung. Sie können eine beginnen.',
    server_answer_invalid: 'Der Anmeldedienst arbeitet nicht, wie er soll. Versuchen Sie es gleich noch einmal.',
    server_unreachable:
      'Der Anmeldedienst antwortet nicht. Prüfen Sie Ihre Verbindung und versuchen Sie es gleich noch einmal.',
    state_expired: 'Die Anmeldung hat zu lange gedauert. Versuchen Sie es noch einmal.',
    state_missing: ONCE_MORE,
    state_unknown: ONCE_MORE,
    storage_unavailable:
      'Dieser Browser lässt die Seite nichts speichern. Erlauben Sie ihr Cookies und Websitedaten und versuchen Sie es noch einmal.',
    token_request_refused: 'Der Anmeldedienst hat die Anmeldung nicht abgeschlossen. Versuchen Sie es noch einmal.',
  },
  unexplained:
    'Die Anmeldung konnte nicht abgeschlossen werden. Versuchen Sie es noch einmal oder kommen Sie später wieder. Code für den Support: {code}.',
};
