import type { AuthTexts } from '../settings/auth-texts';

const CLOCK = 'L’horloge de cet appareil semble déréglée. Mettez-la à l’heure, puis réessayez.';
const ONCE_MORE = 'Cette connexion a déjà été utilisée, ou n’a pas commencé dans cet onglet. Réessayez.';
const AUTHENTICATE = 'Cette page demande de vous connecter à nouveau, ou de manière plus sûre. Réessayez.';

export const FRENCH: AuthTexts = {
  lang: 'fr',
  signingIn: 'Connexion en cours…',
  oneMoment: 'Un instant, s’il vous plaît.',
  signedIn: 'Session ouverte',
  nothingToDo: 'Il n’y a plus rien à faire sur cette page.',
  notSignedIn: 'Aucune session ouverte',
  signIn: 'Se connecter',
  failed: 'Échec de la connexion',
  retry: 'Réessayer',
  home: 'Aller à la page d’accueil',
  close: 'Fermer',
  incomplete: 'L’application est incomplète. Rechargez la page.',
  errors: {
    access_denied: 'L’accès a été refusé. Réessayez, ou demandez l’accès au responsable de cette application.',
    acr_mismatch: AUTHENTICATE,
    auth_time_too_old: AUTHENTICATE,
    authorization_failed:
      'Le service de connexion signale une erreur. Réessayez, ou prévenez le responsable de cette application.',
    config_unavailable:
      'Cette application n’a pas pu être configurée. Vérifiez votre connexion à Internet, puis réessayez dans un instant.',
    id_token_expired: CLOCK,
    id_token_not_yet_valid: CLOCK,
    id_token_too_old: CLOCK,
    interaction_required: 'Le service de connexion doit d’abord vous poser une question. Réessayez.',
    login_request_refused: 'Ce lien ne permet à personne de se connecter. Réessayez à partir d’ici.',
    module_unavailable:
      'Une partie de cette application n’a pas pu être chargée. Vérifiez votre connexion à Internet, puis rechargez la page.',
    other_person: 'Quelqu’un d’autre s’est connecté entre-temps. Connectez-vous à nouveau.',
    redirect_loop: 'La connexion a été établie trois fois de suite, sans durer. Attendez une minute, puis réessayez.',
    response_missing: 'Aucune connexion n’attend ici. Vous pouvez en commencer une.',
    server_answer_invalid: 'Le service de connexion ne fonctionne pas comme il devrait. Réessayez dans un instant.',
    server_unreachable:
      'Le service de connexion ne répond pas. Vérifiez votre connexion à Internet, puis réessayez dans un instant.',
    state_expired: 'La connexion a pris trop de temps. Réessayez.',
    state_missing: ONCE_MORE,
    state_unknown: ONCE_MORE,
    storage_unavailable:
      'Ce navigateur ne laisse rien enregistrer à la page. Autorisez-lui les cookies et les données de site, puis réessayez.',
    token_request_refused: 'Le service de connexion n’a pas achevé la connexion. Réessayez.',
  },
  unexplained:
    'La connexion n’a pas pu aboutir. Réessayez, ou revenez plus tard. Code pour l’assistance\u00a0: {code}.',
};
