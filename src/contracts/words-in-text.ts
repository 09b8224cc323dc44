/* How the answers' words stand in their text, for clients that show them one by one. */
export { spaceBetween, wordsInText } from "../domain/words-in-text.js";
