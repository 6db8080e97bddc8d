#pragma once

// Schemas and values come from strangers, and Valijson 1.0 validates them without a bound: its recursion follows the value
// and the schema's references, and std::regex needs exponential time and a stack frame for each character. Valijson has
// no hook for either, but says `std::` inside of its own namespace: there these declarations stand before the library's.

// The most states of a compiled pattern (libstdc++ reads this); it bounds the compiler's recursion too.
#define _GLIBCXX_REGEX_STATE_LIMIT 2000

#include <functional>
#include <regex>
#include <stdexcept>
#include <string>

namespace valijson {

/// Thrown where a limit of the validation under way is reached.
struct TooMuch : ::std::runtime_error {
    using ::std::runtime_error::runtime_error;
};

/// What the validation on this thread may still use.
class Budget {
public:
    Budget(size_t stack, size_t steps, size_t matchedText) : stack(stack), steps(steps), matchedText(matchedText) {}

    /// NULL outside of a validation.
    static Budget *&current() {
        static thread_local Budget *budget = nullptr;
        return budget;
    }

    void takeStep() {
        const char here = 0;
        // The stack grows down.
        const size_t used = reinterpret_cast<size_t>(this) - reinterpret_cast<size_t>(&here);
        if (steps == 0 || used > stack) throw TooMuch("steps or stack");
        steps--;
    }

    void match(size_t text) {
        if (text > matchedText) throw TooMuch("text");
        matchedText -= text;
    }

private:
    const size_t stack;
    size_t steps;
    size_t matchedText;
};

/// The budget of one validation, on the thread that makes it, while this lives.
class BudgetInForce {
public:
    BudgetInForce(size_t stack, size_t steps, size_t matchedText) : budget(stack, steps, matchedText) {
        Budget::current() = &budget;
    }
    ~BudgetInForce() { Budget::current() = nullptr; }
    BudgetInForce(const BudgetInForce &) = delete;
    BudgetInForce &operator=(const BudgetInForce &) = delete;

private:
    Budget budget;
};

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
    if (Budget *budget = Budget::current()) budget->match(text.size());
    return ::std::regex_match(text, pattern.whole);
}

/// ValidationVisitor takes this reference to itself once for each part of the schema that it applies.
template <typename Visitor>
::std::reference_wrapper<Visitor> ref(Visitor &visitor) {
    if (Budget *budget = Budget::current()) budget->takeStep();
    return ::std::ref(visitor);
}
}  // namespace std
}  // namespace valijson
