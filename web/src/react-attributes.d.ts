import "react";

declare module "react" {
  interface InputHTMLAttributes<T> {
    /** Picks a folder; known to browsers, not to React's types. */
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}
