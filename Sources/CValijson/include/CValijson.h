#pragma once
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A JSON Schema (draft 7) that valijson has read. It does not change, so threads may share it.
typedef struct valijson_schema valijson_schema;

/// Takes one text of UTF-8, not terminated. Called before the function that it was given to returns.
typedef void (*valijson_sink)(void *context, const char *place, size_t place_size, const char *text, size_t text_size);

/// Reads a schema. NULL: it is none, and `sink` is told why, with an empty place.
valijson_schema *valijson_schema_read(const char *json, size_t size, void *context, valijson_sink sink);

void valijson_schema_free(valijson_schema *schema);

/// Tells `sink` each way in which a value does not keep to the schema, with its place as a JSON pointer.
///
/// Returns false where the value could not be looked at: it is no JSON, or memory ran out.
bool valijson_schema_check(const valijson_schema *schema, const char *json, size_t size, void *context, valijson_sink sink);

#ifdef __cplusplus
}
#endif
