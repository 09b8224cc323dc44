import type { SearchHit } from "../../api/search.js";

/** Text with what was found in it marked. Its parts have nothing but their place to be told apart by. */
export function Snippet({ parts }: { parts: SearchHit["snippet"] }) {
  return parts.map(({ text, match }, index) =>
    match ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}
