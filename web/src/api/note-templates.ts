import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { forgetTemplate } from "../uploads/use-wishes.js";
import { api, ApiProblem, dataOf, type Schemas } from "./client.js";

export type NoteTemplate = Schemas["NoteTemplate"];

export type TemplateWish = Schemas["NewNoteTemplate"];

/** The built-in kinds of notes, then one's own. */
export function useNoteTemplates() {
  return useQuery({
    queryKey: ["note-templates"],
    queryFn: () => dataOf(api.GET("/v1/note-templates")),
    select: ({ templates }) => templates,
  });
}

/** Makes a template, or with its id changes it. */
export function useSaveTemplate(templateId: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: TemplateWish) =>
      dataOf(
        templateId === undefined
          ? api.POST("/v1/note-templates", { body })
          : api.PUT("/v1/note-templates/{templateId}", { params: { path: { templateId } }, body }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["note-templates"] }),
  });
}

export function useDeleteTemplate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (templateId: string) => {
      const { response } = await api.DELETE("/v1/note-templates/{templateId}", {
        params: { path: { templateId } },
      });
      if (!response.ok)
        throw new ApiProblem("unknown", response.status, `The service answered ${response.status}.`);
    },
    onSuccess: (_, templateId) => forgetTemplate(templateId),
    onSettled: () => queries.invalidateQueries({ queryKey: ["note-templates"] }),
  });
}
