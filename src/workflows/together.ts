import { CancellationScope } from "@temporalio/workflow";

/**
 * Runs all tasks side by side and gives back the result of the first. A failure of one cancels the others, and is thrown
 * when they have let go: nothing writes behind the back of whoever cleans up.
 */
export async function together<T>(main: () => Promise<T>, ...others: (() => Promise<void>)[]): Promise<T> {
  const scope = new CancellationScope();
  return scope.run(async () => {
    const result = main();
    const running = [result, ...others.map((task) => task())];
    try {
      await Promise.all(running);
      return await result;
    } catch (error) {
      scope.cancel();
      await Promise.allSettled(running);
      throw error;
    }
  });
}
