package dev.wireroom.service.http;

import java.util.Set;

/** Who may use a route; operators may use every one. {@link #EVERYONE} needs no key at all. */
public record Access(Set<Role> roles) {
    public static final Access EVERYONE = new Access(Set.of());

    public Access {
        roles = Set.copyOf(roles);
    }

    public static Access only(Role first, Role... more) {
        Set<Role> roles = java.util.EnumSet.of(first, more);
        return new Access(roles);
    }

    boolean isOpen() {
        return roles.isEmpty();
    }

    boolean admits(Role role) {
        return isOpen() || role == Role.OPERATOR || roles.contains(role);
    }
}
