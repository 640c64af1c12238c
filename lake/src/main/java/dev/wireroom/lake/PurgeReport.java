package dev.wireroom.lake;

/**
 * What a purge did, or would do.
 *
 * @param dryRun whether it only says what it would do
 * @param withdrawnArticles articles that were withdrawn, as the table and the topic tell
 * @param notYetInTheLake of these, how many withdrawals are on the topic and not in the table yet:
 *     more of their content may still come in, so purge again after the next commit
 * @param articles articles with content to be purged
 * @param rows rows emptied
 * @param filesRewritten data files that held such rows
 * @param snapshotsExpired older states of the table, which held the content too
 * @param filesDeleted files that are gone from storage: data, manifests and lists of them
 * @param orphansDeleted of these, data files that no state of the table ever named
 */
public record PurgeReport(
        boolean dryRun,
        int withdrawnArticles,
        long notYetInTheLake,
        int articles,
        long rows,
        int filesRewritten,
        int snapshotsExpired,
        long filesDeleted,
        long orphansDeleted) {}
