/* The wall clock of a process, set by another one: preloaded, it adds what the file that CLOCK_OFFSET_FILE names holds now,
   a number of microseconds in eight bytes. The clocks that nobody can set stay as they are. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *offset;

__attribute__((constructor)) static void map_offset(void) {
    const char *path = getenv("CLOCK_OFFSET_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return;
    void *bytes = mmap(NULL, sizeof *offset, PROT_READ, MAP_SHARED, file, 0);
    if (bytes != MAP_FAILED) offset = bytes;
    close(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    long failed = syscall(SYS_clock_gettime, clock, now);
    if (failed || !offset || (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)) return (int)failed;
    int64_t nanoseconds = now->tv_nsec + *offset % 1000000 * 1000;
    int64_t carry = nanoseconds < 0 ? -1 : nanoseconds / 1000000000;
    now->tv_sec += *offset / 1000000 + carry;
    now->tv_nsec = nanoseconds - carry * 1000000000;
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    struct timespec time;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &time);
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now) {
    struct timespec present;
    clock_gettime(CLOCK_REALTIME, &present);
    if (now) *now = present.tv_sec;
    return present.tv_sec;
}
