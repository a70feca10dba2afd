import type { AuthTexts } from '../settings/auth-texts';

const CLOCK = 'Parece que el reloj de este dispositivo no está en hora. Póngalo en hora e inténtelo de nuevo.';
const ONCE_MORE = 'Este inicio de sesión ya se utilizó o no empezó en esta pestaña. Inténtelo de nuevo.';
const AUTHENTICATE = 'Esta página pide iniciar sesión otra vez o de un modo más seguro. Inténtelo de nuevo.';

export const SPANISH: AuthTexts = {
  lang: 'es',
  signingIn: 'Iniciando sesión…',
  oneMoment: 'Un momento, por favor.',
  signedIn: 'Sesión iniciada',
  nothingToDo: 'No queda nada por hacer en esta página.',
  notSignedIn: 'Sesión no iniciada',
  signIn: 'Iniciar sesión',
  failed: 'No se pudo iniciar sesión',
  retry: 'Intentar de nuevo',
  home: 'Ir a la página de inicio',
  close: 'Cerrar',
  incomplete: 'La aplicación está incompleta. Vuelva a cargar la página.',
  errors: {
    access_denied: 'Se denegó el acceso. Inténtelo de nuevo o solicite acceso al responsable de esta aplicación.',
    acr_mismatch: AUTHENTICATE,
    auth_time_too_old: AUTHENTICATE,
    authorization_failed:
      'El servicio de inicio de sesión informa de un error. Inténtelo de nuevo o avise al responsable de esta aplicación.',
    config_unavailable:
      'No se pudo configurar esta aplicación. Compruebe su conexión e inténtelo de nuevo en un momento.',
    id_token_expired: CLOCK,
    id_token_not_yet_valid: CLOCK,
    id_token_too_old: CLOCK,
    interaction_required: 'El servicio de inicio de sesión necesita preguntarle algo antes. Inténtelo de nuevo.',
    login_request_refused: 'El enlace que le trajo aquí no sirve para iniciar sesión. Inténtelo de nuevo desde aquí.',
    module_unavailable:
      'No se pudo cargar una parte de esta aplicación. Compruebe su conexión y vuelva a cargar la página.',
    other_person: 'Entretanto, otra persona ha iniciado sesión. Inicie sesión de nuevo.',
    redirect_loop: 'Se inició sesión tres veces seguidas y no se mantuvo. Espere un minuto e inténtelo de nuevo.',
    response_missing: 'Aquí no hay ningún inicio de sesión pendiente. Puede empezar uno.',
    server_answer_invalid:
      'El servicio de inicio de sesión no funciona como debería. Inténtelo de nuevo en un momento.',
    server_unreachable:
      'El servicio de inicio de sesión no responde. Compruebe su conexión e inténtelo de nuevo en un momento.',
    state_expired: 'El inicio de sesión tardó demasiado. Inténtelo de nuevo.',
    state_missing: ONCE_MORE,
    state_unknown: ONCE_MORE,
    storage_unavailable:
      'Este navegador no permite que la página guarde nada. Permita sus cookies y datos de sitio e inténtelo de nuevo.',
    token_request_refused: 'El servicio de inicio de sesión no completó el inicio de sesión. Inténtelo de nuevo.',
  },
  unexplained:
    'No se pudo completar el inicio de sesión. Inténtelo de nuevo o vuelva más tarde. Código para el soporte: {code}.',
};
