/** Of the page of one entry. */
export const entry = {};
