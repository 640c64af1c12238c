package dev.wireroom.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlFaultTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08000", "08006", "57P01", "57P02", "57P03", "53100", "53200", "53300", "25006",
                "58030", "57014", "XX000", "25P03"
            })
    void whatPassesIsAnOutage(String state) {
        assertThat(SqlFault.ofState(state)).isEqualTo(SqlFault.OUTAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "55P03", "23503"})
    void whatAConcurrentTransactionCausedIsAConflict(String state) {
        assertThat(SqlFault.ofState(state)).isEqualTo(SqlFault.CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "22008", "22003", "23502", "23505", "54000"})
    void whatTheDataCausedIsTheRecordsFault(String state) {
        assertThat(SqlFault.ofState(state)).isEqualTo(SqlFault.BAD_RECORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28P01", "28000", "3D000", "42P01", "42501", "42703"})
    void whatAnOperatorHasToSetRightIsNotTheRecordsFault(String state) {
        assertThat(SqlFault.ofState(state)).isEqualTo(SqlFault.MISCONFIGURED);
    }

    @Test
    void anErrorWithoutAStateIsAnOutage() {
        assertThat(SqlFault.ofState(null)).isEqualTo(SqlFault.OUTAGE);
        assertThat(SqlFault.ofState("?")).isEqualTo(SqlFault.OUTAGE);
    }
}
