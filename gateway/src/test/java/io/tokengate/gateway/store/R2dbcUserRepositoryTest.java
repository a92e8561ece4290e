package io.tokengate.gateway.store;

import io.tokengate.domain.store.UserRepository;
import io.tokengate.gateway.support.RunningGateway;

class R2dbcUserRepositoryTest extends UserRepositoryContract {
    private static final RunningGateway GATEWAY = RunningGateway.shared();

    @Override
    UserRepository users() {
        return GATEWAY.bean(UserRepository.class);
    }

    @Override
    long newTenant() {
        return R2dbcTokenRepositoryTest.newTenant(GATEWAY);
    }
}
