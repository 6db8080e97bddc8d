#include <jq.h>
#include <jv.h>
#include <unistd.h>

// Swift hides fork, because a process with threads must not use it. The evaluator's parent has one thread.
static inline int evaluator_fork(void) { return fork(); }
