#pragma once

#include "BoundedStandardLibrary.hpp"

#include <cmath>
#include <string>

#define VALIJSON_USE_EXCEPTIONS 1

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

// Members of Valijson 1.0 that strangers could misuse or that say too little, in our words: C++ lets a program specialise
// a member of a template for the one adapter that it uses.

namespace valijson {

using Visitor = ValidationVisitor<adapters::NlohmannJsonAdapter>;

/// Each part of a schema that is read passes here, and each reference on its way: Valijson follows them without a bound.
template <>
inline bool SchemaParser::extractJsonReference(const adapters::NlohmannJsonAdapter &node, std::string &result) {
    if (Budget *budget = Budget::current()) budget->takeStep();
    if (!node.isObject()) return false;
    const auto members = node.getObject();
    const auto member = members.find("$ref");
    if (member == members.end()) return false;
    if (!member->second.getString(result)) throw ::std::runtime_error("`$ref` must be a string");
    return true;
}

/// Valijson's divides by zero, and cuts fractions off before it looks.
template <>
inline bool Visitor::visit(const MultipleOfIntConstraint &constraint) {
    const int64_t divisor = constraint.getDivisor();
    bool isMultiple = true;
    if (m_target.isInteger()) {
        // The smallest integer has no quotient with -1.
        isMultiple = divisor == -1 || (divisor != 0 && m_target.getInteger() % divisor == 0);
    } else if (m_target.isDouble()) {
        isMultiple = divisor != 0 && ::std::fmod(m_target.getDouble(), static_cast<double>(divisor)) == 0;
    }
    if (!isMultiple && m_results) {
        m_results->pushError(m_context, "Value should be a multiple of " + ::std::to_string(divisor));
    }
    return isMultiple;
}

/// Valijson's names every pair of equal items.
template <>
inline bool Visitor::visit(const UniqueItemsConstraint &) {
    if (!m_target.isArray()) return true;
    const auto items = m_target.getArray();
    size_t index = 0;
    for (auto item = items.begin(); item != items.end(); ++item, index++) {
        size_t other = 0;
        for (auto earlier = items.begin(); other < index; ++earlier, other++) {
            if (Budget *budget = Budget::current()) budget->takeStep();
            if (!earlier->equalTo(*item, true)) continue;
            if (m_results) {
                m_results->pushError(
                    m_context,
                    "Items should be unique: #" + ::std::to_string(other) + " and #" + ::std::to_string(index) + " are equal");
            }
            return false;
        }
    }
    return true;
}

/// Valijson's does not say which type is expected.
template <>
inline bool Visitor::visit(const TypeConstraint &constraint) {
    bool isValid = false;
    constraint.applyToNamedTypes(ValidateNamedTypes(m_target, false, true, m_strictTypes, &isValid));
    if (!isValid && m_results) {
        static const char *const names[] = {"any", "array", "boolean", "integer", "null", "number", "object", "string"};
        ::std::string expected;
        constraint.applyToNamedTypes([&expected](TypeConstraint::JsonType type) {
            if (!expected.empty()) expected += " or ";
            expected += names[type];
            return true;
        });
        m_results->pushError(m_context, "Expected a value of type " + expected);
    }
    return isValid;
}

}  // namespace valijson
