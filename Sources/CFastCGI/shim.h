#pragma once
#include <fcgiapp.h>
// Parked connections are watched with epoll, which Glibc's module leaves out.
#include <sys/epoll.h>
