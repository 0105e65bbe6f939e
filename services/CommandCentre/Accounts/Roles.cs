using SmartCity.Contracts.Security;
using SmartCity.Desks;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>What a role lets people do: the actions of the rights that endpoints name.</summary>
internal sealed record Role(string Id, Words Name, params IReadOnlyList<string> Actions);

/// <summary>The roles of the command centre. A role is held × division × module.</summary>
internal static class Roles
{
    public const string Administrator = "administrator";

    public static IReadOnlyList<Role> All { get; } =
    [
        new("duty-officer", ("值班员", "Duty officer"), "read", "report", "urge", "acknowledge"),
        new("dispatcher", ("调度员", "Dispatcher"), "read", "report", "accept", "establish", "dispatch", "handle", "suspend", "postpone", "command", "acknowledge", "read-reporter", "manage-duty"),
        new("supervisor", ("督办员", "Supervisor"), "read", "report", "accept", "establish", "verify", "close", "void", "urge", "acknowledge", "read-reporter", "manage-duty", "manage-rules", "test-notification"),
        new("auditor", ("审计员", "Auditor"), "read", "read-log", "inspect", "read-audit"),
        new(Administrator, ("管理员", "Administrator"), "*"),
    ];

    public static Role? Find(string id) => All.FirstOrDefault(role => role.Id == id);

    /// <summary>The rights that grants come to.</summary>
    public static IReadOnlyList<Right> RightsOf(IEnumerable<Grant> grants) =>
        [.. grants.SelectMany(grant => (Find(grant.RoleId)?.Actions ?? []).Select(action => new Right(grant.Module, action, grant.Division))).Distinct()];
}
