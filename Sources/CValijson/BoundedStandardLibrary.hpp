#pragma once

#include "CValijson.h"

// Schemas and values come from strangers, and Valijson 1.0 validates them without a bound: its recursion follows the value
// and the schema's references, it lists every error, and std::regex needs exponential time and a stack frame for each
// character. Valijson has no hook for any of them, but says `std::` inside of its own namespace: there these declarations
// stand before the library's.

// The most states of a compiled pattern (libstdc++ reads this); it bounds the compiler's recursion too.
#define _GLIBCXX_REGEX_STATE_LIMIT 2000

#include <deque>
#include <functional>
#include <regex>
#include <stdexcept>
#include <string>
#include <utility>

namespace valijson {

/// Thrown where a limit of the work under way is reached.
struct TooMuch : ::std::runtime_error {
    using ::std::runtime_error::runtime_error;
};

/// What the reading of a schema, or a validation, on this thread may still use.
class Budget {
public:
    explicit Budget(const valijson_limits &limits)
        : stack(limits.stack), steps(limits.steps), matchedText(limits.matched_text), issues(limits.issues) {}

    /// NULL outside of both.
    static Budget *&current() {
        static thread_local Budget *budget = nullptr;
        return budget;
    }

    void takeStep() {
        // The stack grows down.
        if (steps == 0 || start - frame() > stack) throw TooMuch("steps or stack");
        steps--;
    }

    /// Each byte may lead through each state: text counts once for each `statesOnce` of them.
    void match(size_t text, size_t states) {
        static const size_t statesOnce = 64;
        const size_t cost = text * (1 + states / statesOnce);
        if (cost > matchedText) throw TooMuch("text");
        matchedText -= cost;
    }

    /// Whether a list of so many issues may have another one. That it was looked for costs a step either way.
    bool takeIssue(size_t present) {
        takeStep();
        return present < issues;
    }

private:
    // Not the address of a variable: a sanitizer may keep those elsewhere.
    static size_t frame() { return reinterpret_cast<size_t>(__builtin_frame_address(0)); }

    const size_t start = frame();
    const size_t stack;
    size_t steps;
    size_t matchedText;
    const size_t issues;
};

/// The budget of one piece of work, on the thread that does it, while this lives.
class BudgetInForce {
public:
    explicit BudgetInForce(const valijson_limits &limits) : budget(limits) { Budget::current() = &budget; }
    ~BudgetInForce() { Budget::current() = nullptr; }
    BudgetInForce(const BudgetInForce &) = delete;
    BudgetInForce &operator=(const BudgetInForce &) = delete;

private:
    Budget budget;
};

/// libstdc++ tells nobody how large a compiled pattern is. An explicit instantiation may name private members.
template <auto Member>
struct Automaton {
    friend size_t stateCount(const ::std::regex &pattern) { return (pattern.*Member)->size(); }
};
size_t stateCount(const ::std::regex &pattern);
template struct Automaton<&::std::regex::_M_automaton>;

namespace std {
using namespace ::std;

/// A pattern that is searched in one pass over the text: time grows with text times states, and nothing recurses by
/// the length of the text. Such a machine has no back references: they throw regex_error.
class regex : public ::std::regex {
public:
    template <typename... Options>
    explicit regex(const ::std::string &pattern, Options... options)
        : ::std::regex(pattern, options...),
          whole("[\\s\\S]*?(?:" + pattern + ")[\\s\\S]*",
              ::std::regex_constants::ECMAScript | ::std::regex_constants::nosubs
                  | ::std::regex_constants::__polynomial) {}

    const ::std::regex whole;
};

inline bool regex_search(const ::std::string &text, const regex &pattern) {
    if (Budget *budget = Budget::current()) budget->match(text.size(), stateCount(pattern.whole));
    return ::std::regex_match(text, pattern.whole);
}

/// ValidationResults keeps its issues in one, and nothing else is kept in one.
template <typename Issue>
class deque : public ::std::deque<Issue> {
public:
    void push_back(Issue issue) {
        Budget *budget = Budget::current();
        if (budget && !budget->takeIssue(this->size())) return;
        ::std::deque<Issue>::push_back(::std::move(issue));
    }
};

/// ValidationVisitor takes this reference to itself once for each part of the schema that it applies.
template <typename Visitor>
::std::reference_wrapper<Visitor> ref(Visitor &visitor) {
    if (Budget *budget = Budget::current()) budget->takeStep();
    return ::std::ref(visitor);
}
}  // namespace std
}  // namespace valijson
