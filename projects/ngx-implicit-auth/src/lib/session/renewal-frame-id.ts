/** By what an app that is loaded into the frame of a renewal, by a wrong setting, knows it. */
export const RENEWAL_FRAME_ID = 'ngx-implicit-auth-renewal';
