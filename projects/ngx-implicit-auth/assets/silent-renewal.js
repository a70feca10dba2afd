if (window === top) {
  const { href, hash, search, pathname } = location;
  const state = new URLSearchParams((hash || search).slice(1)).get('state');
  if (state) {
    try {
      new BroadcastChannel(`ngx-implicit-auth popup ${state}`).postMessage(href);
    } catch {
      // The browser denies channels. The app may still read the address.
    }
    if (!opener) {
      history.replaceState(null, '', pathname);
      document.body.append('You can close this window.');
      close();
    }
  }
}
