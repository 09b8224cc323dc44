/* Lets Node run the sources as they are: it strips types by itself, but does not look for x.ts where x.js is imported. */
import { registerHooks } from "node:module";

registerHooks({
  resolve(specifier, context, nextResolve) {
    const fromSources = specifier.startsWith(".") && context.parentURL?.endsWith(".ts");
    return nextResolve(fromSources ? specifier.replace(/\.js$/, ".ts") : specifier, context);
  },
});
