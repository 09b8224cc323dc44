import { useQuery } from "@tanstack/react-query";
import { api, ApiProblem, dataOf } from "./client.js";

/** Who this browser is to the service. */
export function useSession() {
  return useQuery({ queryKey: ["session"], queryFn: () => dataOf(api.GET("/v1/session")) });
}

/** Takes the cookie away; throws an ApiProblem where that did not work. */
export async function signOut(): Promise<void> {
  const { response } = await api.DELETE("/v1/session");
  if (!response.ok)
    throw new ApiProblem("unknown", response.status, `The service answered ${response.status}.`);
}
