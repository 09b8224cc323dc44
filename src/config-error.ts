/** A configuration that the service does not start with. Its message is for people, and names the variable. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** `what` begins with the variable's name. */
export function invalid(what: string): ConfigError {
  return new ConfigError(`The configuration is not valid:\n  ${what}`);
}
