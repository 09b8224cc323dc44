/**
 * Formats that hold recordings. Playlists, lists of files, streaming manifests, pictures, subtitles and devices are not
 * among them: a user's file must not make ffmpeg open another one.
 */
const FORMATS = [
  "3gp,aac,ac3,aiff,amr,amrnb,amrwb,ape,asf,au,avi,caf,dts,eac3,flac,flv,gsm,loas,matroska,mov,mp3,mpc,mpc8,mpeg",
  "mpegts,nut,ogg,qcp,rm,tak,tta,voc,w64,wav,webm,wv",
].join(",");

/** Arguments that open a recording; options given first apply to it alone. `file:` keeps odd names from being URLs. */
export function inputArgs(path: string, options: readonly string[] = []): string[] {
  return [
    ...["-threads", "1", "-protocol_whitelist", "file,pipe", "-format_whitelist", FORMATS],
    ...options,
    ...["-i", `file:${path}`],
  ];
}

/** Everything but sound stays behind: a recording's tags may hold names and places. The same input gives the same bytes. */
export const BARE_OUTPUT = ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"] as const;
