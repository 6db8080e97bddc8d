#pragma once
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/syscall.h>

// glibc has this under _GNU_SOURCE only, which Swift's Glibc module is built without.
int memfd_create(const char *name, unsigned int flags);
