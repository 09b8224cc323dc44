const ENDINGS =
  /\.(m4a|m4b|mp3|mp4|mov|mkv|wav|w64|flac|ogg|oga|opus|webm|aac|amr|3gp|3g2|caf|aiff?|wma|wmv|avi|mka|ts)$/i;

/** What may have sound in it, by its name or its browser's word; the service judges by the content. */
export function mediaFiles(files: readonly File[]): File[] {
  return files.filter(
    ({ name, type }) => !name.startsWith(".") && (/^(audio|video)\//.test(type) || ENDINGS.test(name)),
  );
}

/** All files of a drop, those in folders included. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  // The list of items is emptied as soon as the event is over.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = await Promise.all(entries.map((entry) => filesUnder(entry)));
  return mediaFiles(files.flat());
}

async function filesUnder(entry: FileSystemEntry | null): Promise<File[]> {
  if (entry === null) return [];
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: File[] = [];
  // It gives a hundred at a time, and none when there are no more.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return found;
    for (const child of batch) found.push(...(await filesUnder(child)));
  }
}

/* Chromium has no such classes to ask, only their objects. */

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
