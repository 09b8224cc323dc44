/** Of the page where recordings are added and listed. */
export const home = {};
