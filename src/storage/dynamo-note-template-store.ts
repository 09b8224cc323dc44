import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
} from "@aws-sdk/lib-dynamodb";
import { storedTemplateSchema, type StoredTemplate } from "../domain/stored-note-template.js";
import { asking } from "./aws-client.js";
import { accessTable, held, type DynamoOptions } from "./dynamo-access.js";
import type { NoteTemplateStore } from "./note-template-port.js";

/*
 * In the jobs' table:
 *
 *   pk  tenant#<tenantId>#note-templates   sk  <templateId>   a template
 */
export class DynamoNoteTemplateStore implements NoteTemplateStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #place: string;

  constructor(options: DynamoOptions) {
    const { client, table, place } = accessTable(options);
    this.#client = client;
    this.#table = table;
    this.#place = place;
  }

  async put(template: StoredTemplate): Promise<void> {
    await asking(`Writing to ${this.#place}`, () =>
      this.#client.send(new PutCommand({ TableName: this.#table, Item: itemOf(template) })),
    );
  }

  async replace(template: StoredTemplate): Promise<boolean> {
    return asking(`Writing to ${this.#place}`, async () => {
      const done = await held(
        this.#client.send(
          new PutCommand({
            TableName: this.#table,
            Item: itemOf(template),
            ConditionExpression: "attribute_exists(pk)",
          }),
        ),
      );
      return done !== undefined;
    });
  }

  async get(tenantId: string, templateId: string): Promise<StoredTemplate | undefined> {
    const { Item } = await asking(`Reading from ${this.#place}`, () =>
      this.#client.send(
        new GetCommand({ TableName: this.#table, Key: keyOf(tenantId, templateId), ConsistentRead: true }),
      ),
    );
    return Item === undefined ? undefined : storedTemplateSchema.parse(Item);
  }

  async list(tenantId: string): Promise<StoredTemplate[]> {
    return asking(`Listing ${this.#place}`, async () => {
      const templates: StoredTemplate[] = [];
      const query = {
        TableName: this.#table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": templatesOf(tenantId) },
        ConsistentRead: true,
      };
      for await (const { Items = [] } of paginateQuery({ client: this.#client }, query))
        templates.push(...Items.map((item) => storedTemplateSchema.parse(item)));
      return templates;
    });
  }

  async delete(tenantId: string, templateId: string): Promise<boolean> {
    const { Attributes } = await asking(`Deleting from ${this.#place}`, () =>
      this.#client.send(
        new DeleteCommand({
          TableName: this.#table,
          Key: keyOf(tenantId, templateId),
          ReturnValues: "ALL_OLD",
        }),
      ),
    );
    return Attributes !== undefined;
  }
}

function itemOf(template: StoredTemplate) {
  return { ...template, ...keyOf(template.tenantId, template.templateId) };
}

function keyOf(tenantId: string, templateId: string): { pk: string; sk: string } {
  return { pk: templatesOf(tenantId), sk: templateId };
}

function templatesOf(tenantId: string): string {
  return `tenant#${tenantId}#note-templates`;
}
