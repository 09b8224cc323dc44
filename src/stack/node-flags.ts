/*
 * By itself V8 begins a collection of the whole heap whenever 64 MiB of buffers have come and gone, and again whenever little
 * is allocated for some seconds. For processes that pass audio on that is all the time: a fifth of all CPU was spent on it
 * (docs/performance.md). The second costs memory that an idle process does not give back.
 *
 * What is collected often instead is the young generation: as soon as it holds 32 MiB, or buffers of as much (four times the
 * number that V8 is given), and not only at 128. It takes a millisecond or two.
 *
 * Where a collection fell in the middle of reading an answer, all of whose words were still in use, V8 took it that words live
 * long, and from then on allocated them in the old generation, which is not collected for a long time: megabytes of garbage
 * for each hour of speech. Without allocation site pretenuring everything begins young.
 *
 * Set by a program that runs already, most of it comes too late. infra/diarist.Dockerfile has the same.
 */
export const NODE_FLAGS: readonly string[] = [
  "--external-memory-accounted-in-global-limit",
  "--no-memory-reducer",
  "--max-semi-space-size=16",
  "--scavenger-max-new-space-capacity-mb=8",
  "--no-allocation-site-pretenuring",
];
