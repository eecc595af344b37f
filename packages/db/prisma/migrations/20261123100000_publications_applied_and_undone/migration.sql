-- Webhooks tell what was applied from what was undone. Who wanted to hear of both under their one name goes on hearing of both.
UPDATE "webhook_endpoint"
   SET "events" = array_remove("events", 'publication.published') || ARRAY['publication.applied', 'publication.undone']
 WHERE 'publication.published' = ANY ("events");

-- What was sent keeps its message, under the name by which it is known from now on.
UPDATE "delivery"
   SET "type" = renamed."type", "payload" = jsonb_set("delivery"."payload", '{type}', to_jsonb(renamed."type"))
  FROM (
    SELECT "id", CASE WHEN "payload" #>> '{data,undoesId}' IS NULL THEN 'publication.applied' ELSE 'publication.undone' END AS "type"
      FROM "delivery" WHERE "type" = 'publication.published'
  ) AS renamed
 WHERE "delivery"."id" = renamed."id";
