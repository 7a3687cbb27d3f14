/* Lets ippeveprinter run without dbus and avahi, and only on this machine: preloaded by tests/devices/ippeveprinter. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

/* What ippeveprinter takes from libavahi-client; it looks at none of what it gets. */
static int nothing[64];
void *avahi_threaded_poll_new(void) { return nothing; }
const void *avahi_threaded_poll_get(void *poll) { return poll; }
int avahi_threaded_poll_start(void *poll) { return poll == 0; }
void avahi_threaded_poll_lock(void *poll) { (void)poll; }
void avahi_threaded_poll_unlock(void *poll) { (void)poll; }
void *avahi_client_new(const void *poll, int flags, void *callback, void *data, int *error) {
    (void)poll, (void)flags, (void)callback, (void)data;
    if (error) *error = 0;
    return nothing;
}
int avahi_client_errno(void *client) { return client == 0; }
const char *avahi_client_get_host_name_fqdn(void *client) { return client ? "localhost" : ""; }
void *avahi_entry_group_new(void *client, void *callback, void *data) {
    (void)client, (void)callback, (void)data;
    return nothing;
}
int avahi_entry_group_free(void *group) { return group == 0; }
int avahi_entry_group_commit(void *group) { return group == 0; }
int avahi_entry_group_add_service_strlst(void *group, ...) { return group == 0; }
int avahi_entry_group_add_service_subtype(void *group, ...) { return group == 0; }

/* It would listen to the whole network. */
int bind(int descriptor, const struct sockaddr *address, socklen_t length) {
    int (*next)(int, const struct sockaddr *, socklen_t) = (int (*)(int, const struct sockaddr *, socklen_t))(intptr_t)dlsym(RTLD_NEXT, "bind");
    if (address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
        struct sockaddr_in here = *(const struct sockaddr_in *)address;
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return next(descriptor, (const struct sockaddr *)&here, sizeof here);
    }
    if (address->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
        struct sockaddr_in6 here = *(const struct sockaddr_in6 *)address;
        here.sin6_addr = in6addr_loopback;
        return next(descriptor, (const struct sockaddr *)&here, sizeof here);
    }
    return next(descriptor, address, length);
}
