namespace SmartCity.Contracts.CityManagement;

/// <summary>采集上报: a case was reported.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the division it lies in.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Kind"><c>component</c> 部件 or <c>occurrence</c> 事件.</param>
/// <param name="Class">Two digits of GB/T 30428.2.</param>
/// <param name="SubClass">Three digits of GB/T 30428.2.</param>
/// <param name="Level">A, B or C: how closely the place is managed.</param>
/// <param name="Description">What was seen.</param>
/// <param name="Longitude">WGS-84 longitude, degrees; null when the place is unknown.</param>
/// <param name="Latitude">WGS-84 latitude, degrees; null when the place is unknown.</param>
/// <param name="Grid">Code of the responsibility grid 责任网格, 15 digits; null when none covers the place.</param>
/// <param name="Community">Code of the community 社区, 12 digits; null when unknown.</param>
/// <param name="Component">Id of the component, 16 digits; null for an occurrence or when unknown.</param>
/// <param name="Source">Where it comes from: <c>handheld</c>, <c>exceedance</c>, <c>hotline</c>, …</param>
/// <param name="SourceId">Its id there; null when it has none.</param>
/// <param name="Evidence">References to photographs and the like.</param>
/// <param name="By">Who reported it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-reported.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseReported(
    string CaseId, string Division, int Step, string Kind, string Class, string SubClass, string Level, string Description,
    double? Longitude, double? Latitude, string? Grid, string? Community, string? Component, string Source, string? SourceId,
    IReadOnlyList<string> Evidence, string By, DateTimeOffset At) : ICaseStep;
