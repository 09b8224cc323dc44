/** Of the pages that look back: diary, search, settings. */
export const looking = {};
