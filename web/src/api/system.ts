import { useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "./client.js";

export type System = Schemas["System"];

/** What the service is made of, and whether all of it works. */
export function useSystem() {
  return useQuery({ queryKey: ["system"], queryFn: () => dataOf(api.GET("/v1/system")) });
}
