using Microsoft.Extensions.Logging;

namespace SmartCity.CityManagement;

/// <summary>Log messages of the module, ids 1300–1399.</summary>
internal static partial class CityManagementLog
{
    [LoggerMessage(1301, LogLevel.Information, "{Grids} responsibility grids of {Communities} communities are in force, from {Source}")]
    public static partial void GridsLoaded(ILogger logger, int grids, int communities, string source);

    [LoggerMessage(1302, LogLevel.Information, "Case {CaseId} was opened for exceedance {ExceedanceId} and stands at {State}")]
    public static partial void OpenedForExceedance(ILogger logger, string caseId, string exceedanceId, Cases.CaseState? state);

    [LoggerMessage(1303, LogLevel.Warning, "Request {RequestId} of {Node} about case {CaseId} was refused: {Refusal}")]
    public static partial void RequestRefused(ILogger logger, string requestId, string node, string caseId, string refusal);

    [LoggerMessage(1304, LogLevel.Warning, "Step {Step} of case {CaseId} of {Home} came after step {Before}: steps between are missing here")]
    public static partial void StepsMissing(ILogger logger, string caseId, string home, int step, int before);

    [LoggerMessage(1305, LogLevel.Information, "{Rows} components were loaded by {By}: {Added} new, {Changed} changed")]
    public static partial void ComponentsLoaded(ILogger logger, int rows, int added, int changed, string by);
}
