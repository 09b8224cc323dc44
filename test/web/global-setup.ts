import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Service } from "../e2e/service.js";
import { hasSpeech, recording } from "../support/spoken-recordings.js";
import { groundFile, SAMPLE, type Ground } from "./support/ground.js";
import { firstJob } from "./support/jobs.js";
import { speakInto } from "./support/microphone.js";

/** Starts the service that all tests share, and has something transcribed that they can look at. Gives the way to stop it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const service = await Service.start({
    // Pieces short enough that progress is seen.
    DIARIST_CHUNK_SECONDS: "30",
    // Tests give addresses of servers of their own.
    DIARIST_ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  });
  try {
    // The first start transcribes the sample by itself.
    const sampleJobId = await service.until("the first job", 60_000, () => firstJob(service.url));
    const speechJobId = hasSpeech ? await service.upload(recording("jfk.flac")) : undefined;
    for (const jobId of [sampleJobId, speechJobId]) if (jobId !== undefined) await service.finished(jobId);
    const microphone = join(service.home, "microphone.wav");
    await speakInto(microphone, hasSpeech ? recording("jfk.flac") : SAMPLE);
    const ground: Ground = {
      url: service.url,
      home: service.home,
      env: service.env,
      microphone,
      sampleJobId,
      ...(speechJobId !== undefined && { speechJobId }),
    };
    await writeFile(groundFile, JSON.stringify(ground));
  } catch (error) {
    await service.stop();
    throw error;
  }
  return () => service.stop();
}
