import { parentPort } from "node:worker_threads";
import { runTask, type SeedTask } from "./run-many.ts";

/** A thread that runs seeds as they are given to it. */
parentPort?.on("message", (task: SeedTask) => {
  void runTask(task).then((result) => parentPort?.postMessage(result));
});
