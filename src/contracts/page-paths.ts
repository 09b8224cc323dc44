/** Addresses that the page itself makes sense of: each is answered with the page, by the gateway and by the service worker. */
export const PAGE_PATHS = ["/", "/entries/:jobId", "/diary", "/search", "/settings"] as const;

/** Where the installed app is handed what other apps share; the service worker takes it. */
export const SHARE_PATH = "/share";
