#include "CValijson.h"

#include "BoundedVisits.hpp"

#include <exception>
#include <string>

// No exception leaves this file: its callers are not C++.

struct valijson_schema {
    // valijson's tree may point into the text it was read from.
    nlohmann::json document;
    valijson::Schema schema;
};

namespace {

void tell(void *context, valijson_sink sink, const std::string &place, const std::string &text) {
    sink(context, place.data(), place.size(), text.data(), text.size());
}

std::string escaped(const std::string &token) {
    std::string text;
    for (char character : token) {
        if (character == '~') {
            text += "~0";
        } else if (character == '/') {
            text += "~1";
        } else {
            text += character;
        }
    }
    return text;
}

// valijson says `<root>`, `["name"]` and `[0]`.
std::string pointer(const std::vector<std::string> &context) {
    std::string place;
    for (const std::string &step : context) {
        if (step.size() < 2 || step.front() != '[' || step.back() != ']') continue;
        std::string token = step.substr(1, step.size() - 2);
        if (token.size() >= 2 && token.front() == '"' && token.back() == '"') token = token.substr(1, token.size() - 2);
        place += "/" + escaped(token);
    }
    return place;
}

// A name in the value belongs to the place; valijson puts this one into the text.
const std::string unwanted =
    "Object contains a property that could not be validated using 'properties' or 'additionalProperties' constraints: '";

void tell(void *context, valijson_sink sink, const valijson::ValidationResults::Error &error) {
    const std::string &text = error.description;
    if (text.compare(0, unwanted.size(), unwanted) != 0 || text.size() < unwanted.size() + 2) {
        return tell(context, sink, pointer(error.context), text);
    }
    const std::string name = text.substr(unwanted.size(), text.size() - unwanted.size() - 2);
    tell(context, sink, pointer(error.context) + "/" + escaped(name), "Not a property that the schema allows");
}

}  // namespace

valijson_schema *valijson_schema_read(
    const char *json, size_t size, valijson_limits limits, void *context, valijson_sink sink) {
    valijson_schema *result = nullptr;
    try {
        const valijson::BudgetInForce budget(limits);
        result = new valijson_schema;
        result->document = nlohmann::json::parse(json, json + size);
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        // Without a function that fetches documents, a reference to another one is an error.
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(result->document), result->schema);
        return result;
    } catch (const valijson::TooMuch &) {
        tell(context, sink, "", "it has too many parts, or they refer to each other in too long a chain");
    } catch (const std::exception &error) {
        tell(context, sink, "", error.what());
    } catch (...) {
        tell(context, sink, "", "not readable");
    }
    delete result;
    return nullptr;
}

void valijson_schema_free(valijson_schema *schema) { delete schema; }

valijson_outcome valijson_schema_check(
    const valijson_schema *schema, const char *json, size_t size, valijson_limits limits, void *context,
    valijson_sink sink) {
    try {
        nlohmann::json value = nlohmann::json::parse(json, json + size);
        valijson::adapters::NlohmannJsonAdapter target(value);
        valijson::ValidationResults results;
        const valijson::BudgetInForce budget(limits);
        valijson::Validator validator;
        if (validator.validate(schema->schema, target, &results)) return VALIJSON_CHECKED;
        for (const auto &error : results) tell(context, sink, error);
        if (results.numErrors() == 0) tell(context, sink, "", "does not keep to the schema");
        return VALIJSON_CHECKED;
    } catch (const valijson::TooMuch &) {
        return VALIJSON_TOO_MUCH;
    } catch (...) {
        return VALIJSON_FAILED;
    }
}

bool valijson_accepts_pattern(const char *pattern, size_t size) {
    try {
        const valijson::std::regex accepted(std::string(pattern, size));
        return true;
    } catch (...) {
        return false;
    }
}
