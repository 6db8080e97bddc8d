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

/// What a reading or a check may use: a schema and a value from strangers can ask for any amount.
typedef struct {
    /// The most bytes of the C stack.
    size_t stack;
    /// The most parts that are read, or applications of a part of the schema to a part of the value.
    size_t steps;
    /// The most bytes of text that are matched against patterns, all together. They count several times for large ones.
    size_t matched_text;
    /// The most issues that are told; there may be more.
    size_t issues;
} valijson_limits;

/// Reads a schema. NULL: it is none, or a limit was reached, and `sink` is told why, with an empty place.
valijson_schema *valijson_schema_read(
    const char *json, size_t size, valijson_limits limits, void *context, valijson_sink sink);

void valijson_schema_free(valijson_schema *schema);

typedef enum {
    /// `sink` was told what is wrong: nothing, where the value keeps to the schema.
    VALIJSON_CHECKED,
    /// A limit was reached.
    VALIJSON_TOO_MUCH,
    /// The value could not be looked at: it is no JSON, or memory ran out.
    VALIJSON_FAILED
} valijson_outcome;

/// Tells `sink` the ways in which a value does not keep to the schema, with their places as JSON pointers.
valijson_outcome valijson_schema_check(
    const valijson_schema *schema, const char *json, size_t size, valijson_limits limits, void *context,
    valijson_sink sink);

/// Whether a pattern is one that a check can match: in time that grows no faster than the text.
bool valijson_accepts_pattern(const char *pattern, size_t size);

#ifdef __cplusplus
}
#endif
