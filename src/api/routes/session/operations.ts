import { beginSession } from "./begin-session.js";
import { endSession } from "./end-session.js";
import { getSession } from "./get-session.js";

export const SESSION_OPERATIONS = [beginSession, getSession, endSession];
