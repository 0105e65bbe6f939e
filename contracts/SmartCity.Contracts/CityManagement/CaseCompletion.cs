namespace SmartCity.Contracts.CityManagement;

/// <summary>核查通过: the supervision centre found it dealt with.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Note">Remark; null for none.</param>
/// <param name="Evidence">References to photographs and the like.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-verified.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseVerified(string CaseId, string Division, int Step, string? Note, IReadOnlyList<string> Evidence, string By, DateTimeOffset At) : ICaseStep;

/// <summary>返工: the supervision centre found it not dealt with; it goes back to whoever is responsible, on the same deadline.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="Evidence">References to photographs and the like.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-rework-ordered.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseReworkOrdered(string CaseId, string Division, int Step, string Reason, IReadOnlyList<string> Evidence, string By, DateTimeOffset At) : ICaseStep;

/// <summary>结案: the case is over.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Note">Remark; null for none.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-closed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseClosed(string CaseId, string Division, int Step, string? Note, string By, DateTimeOffset At) : ICaseStep;

/// <summary>作废: the case is over without having been dealt with.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="RequestId">The request of another node this answers; null when it was done here.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-voided.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseVoided(string CaseId, string Division, int Step, string Reason, string? RequestId, string By, DateTimeOffset At) : ICaseStep;

/// <summary>督办: somebody above asks for it to be dealt with.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Message">What was asked for.</param>
/// <param name="RequestId">The request of another node this answers; null when it was done here.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-urged.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseUrged(string CaseId, string Division, int Step, string Message, string? RequestId, string By, DateTimeOffset At) : ICaseStep;
