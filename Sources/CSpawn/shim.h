#pragma once
#include <spawn.h>

// glibc has these under _GNU_SOURCE only, which Swift's Glibc module is built without.
int pipe2(int ends[2], int flags);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
const char *sigabbrev_np(int signal);
