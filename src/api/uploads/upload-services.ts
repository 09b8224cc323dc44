import type { DataStore, Locker } from "@tus/server";
import type { MultipartUploads } from "../../storage/ports.js";

/** What uploads in several requests need beside the stores that everything needs. */
export interface UploadServices {
  /** Keeps resumable uploads; an upload's id there is the key of its recording. */
  resumable: DataStore;
  /** Lets one request at a time write to a resumable upload. */
  locker: Locker;
  multipart: MultipartUploads;
  /** Whether clients can reach the object store. */
  direct: boolean;
  /** Of an upload that nobody made a job of, counted from its beginning. */
  expirySeconds: number;
}
