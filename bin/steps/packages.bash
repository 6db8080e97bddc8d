# The Debian packages of deploy/debian-packages.txt.

wanted_packages() { sed 's/#.*//' deploy/debian-packages.txt | xargs; }

# Those of them that are not installed.
missing_packages() {
    local wanted; read -ra wanted <<< "$(wanted_packages)"
    comm -13 <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2> /dev/null |
        sed -n 's/^installed //p' | sort) <(printf '%s\n' "${wanted[@]}" | sort)
}

ensure_packages() {
    command -v apt-get dpkg-query > /dev/null || refuse 'This is no Debian. bin/up and bin/test know Debian 12 only.'
    local missing; missing=$(missing_packages | xargs)
    if [[ -z $missing ]]; then skipped 'Debian packages'; return; fi
    ((EUID == 0)) || refuse 'Some Debian packages are missing. Install them and start again:' '' \
        "    sudo apt-get install --no-install-recommends $missing"
    step 'Debian packages' install_packages $missing
}

# Servers that are installed here are for bin/up, which starts its own: the package scripts must not start others.
install_packages() {
    export DEBIAN_FRONTEND=noninteractive
    local mark='made by bin/up while it installs packages' package unit
    # Not local: the trap below runs when this function is gone.
    policy=/usr/sbin/policy-rc.d own_policy=false
    # What an interrupted installation left half done.
    [[ -z $(dpkg --audit) ]] || dpkg --configure -a
    if [[ ! -e $policy ]] || grep -q "$mark" $policy; then
        own_policy=true
        printf '#!/bin/sh\n# %s\nexit 101\n' "$mark" > $policy; chmod 755 $policy
    fi
    trap '! $own_policy || rm -f $policy' EXIT
    apt-get update -q || echo 'The package lists could not be renewed; trying with those that are here.'
    apt-get install -q -y --no-install-recommends "$@"
    # Nor at the next boot.
    if command -v systemctl > /dev/null; then
        for package in "$@"; do
            # Its units are the host's own.
            [[ $package != systemd ]] || continue
            for unit in $(dpkg-query -L "$package" | sed -n 's#^/lib/systemd/system/\([a-z-]*\.service\)$#\1#p'); do
                systemctl disable "$unit" > /dev/null 2>&1 || true
            done
        done
    fi
}
