#pragma once
#include <fcgiapp.h>
// Connections are waited for with epoll and eventfd, which Glibc's module leaves out.
#include <sys/epoll.h>
#include <sys/eventfd.h>
